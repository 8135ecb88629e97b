"""Addresses that together show every page and grouping of the embedded dataset."""

from aigoods.analysis.view import View
from aigoods.pages.page import Page

RANKED = (
    "exporters",
    "importers",
    "exporters?goods=8542",
    "importers?goods=equipment&year=2017",
    "exporters?measure=rank",
    "exporters?by=region",
    "importers?by=sub-region",
    "exporters?by=income&measure=share",
    "exporters?within=south-eastern-asia",
    "partners?economy=MEX",
    "partners?economy=MEX&flow=imports&by=region",
)
OF_GOODS = (
    "economy?economy=MEX",
    "economy?economy=CHN&flow=imports&by=segment",
    "economy?economy=TUV&by=family&measure=growth",
    "goods",
    "goods?flow=imports&by=family",
    "goods?by=segment&measure=growth",
    "concentration",
    "concentration?by=family&flow=imports",
    "world?by=family",
    "world?by=family&list=wto-2025",
    "world?year=2021&by=code&list=wto-2025&sort=-contribution",
)
OF_YEARS = (
    "economy?economy=MEX&by=year",
    "economy?economy=MEX&flow=imports&by=year",
    "goods?goods=8471",
    "goods?by=year",
    "concentration?goods=8112",
    "world",
    "world?list=wto-2025",
    "world?goods=854150&list=wto-2025",
)
COMPARING = (
    "series?economy=CHN,TWN,MEX&goods=8542&index=2017",
    "series?measure=share&flow=imports",
    "pair?economy=MEX&partner=USA",
)
MATRICES = (
    "matrix",
    "matrix?eu=one&sort=-to_eu27",
    "matrix?flow=imports&by=sub-region&measure=share",
    "matrix?by=region",
)
MOVING = (
    "movers",
    "movers?since=2020&flow=imports&at_least=0",
    "movers?by=sub-region&decompose=1",
    "movers?since=2018&year=2022&goods=8542&decompose=1",
    "movers?by=family",
    "movers?by=code&goods=equipment&sort=growth",
)
EVERY = (*RANKED, *OF_GOODS, *OF_YEARS, *COMPARING, *MATRICES, *MOVING)


def start(page: Page) -> View:
    """Return the View of a page that names no more than the page needs."""
    if page.explains:
        return page.fit(about="exporters?year=2022", row="MEX", column="share")
    return page.fit(**dict(zip(page.needs, ("MEX", "USA"), strict=False)))
