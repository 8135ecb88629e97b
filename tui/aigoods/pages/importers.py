"""The page of the importers of some goods, ranked; all but the flow is as with the exporters."""

from dataclasses import replace

from aigoods.analysis.measures import USUAL
from aigoods.pages.exporters import PAGE as EXPORTERS
from aigoods.pages.page import nothing

PAGE = replace(
    EXPORTERS,
    name="importers",
    title="Importers",
    key="2",
    twin="exporters",
    help="Rank the importers of some goods.",
    columns="The columns are those of exporters, but for what is of exports alone.",
    fields=tuple(field for field in EXPORTERS.fields if field != "against"),
    keeps=tuple(field for field in EXPORTERS.keeps if field != "against"),
    measures=USUAL,
    lacks=nothing,
    examples=(
        'aigoods importers --goods "chip-making machines" --top 5',
        "aigoods importers --within eastern-asia --sort -growth",
    ),
)
