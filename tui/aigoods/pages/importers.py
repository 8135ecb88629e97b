"""The page of the importers of some goods, ranked; all but the flow is as with the exporters."""

from dataclasses import replace

from aigoods.pages.exporters import PAGE as EXPORTERS

PAGE = replace(
    EXPORTERS,
    name="importers",
    title="Importers",
    key="2",
    twin="exporters",
    help="Rank the importers of some goods.",
    columns="The columns are those of exporters.",
    examples=(
        'aigoods importers --goods "chip-making machines" --top 5',
        "aigoods importers --within eastern-asia --sort -growth",
    ),
)
