"""Groups that are compared as the sums of their members, as they cannot be one trader each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.catalog.economies import EU27
from aigoods.catalog.groups import trader

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.dataset.manifest import Manifest


def as_sums(view: View, manifest: Manifest) -> dict[str, tuple[str, ...]]:
    """Return the members of the groups among the economies of a View, by code, where they are sums.

    They are none where each can be one trader, which is better: then the dataset tells the trade
    inside a group in all of its periods, and no economy is in two of those compared. Where the View
    says itself which groups are one trader, that holds.
    """
    groups = {code: group.members for code in view.economies if (group := trader(code))}
    if not groups or view.merged:
        return {}
    scope, can = manifest.partners, manifest.capabilities
    told = "intra-eu" in can
    if groups.keys() - {EU27}:
        told = "partners-by-code" in can and bool(scope and scope.years == manifest.years)
    listed = [iso3 for code in view.economies for iso3 in groups.get(code, (code,))]
    return {} if told and len(listed) == len({*listed}) else groups
