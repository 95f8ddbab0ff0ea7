"""Addresses as exports write them: relative to the site's root, and full if the root is known."""

from __future__ import annotations

from dataclasses import dataclass

from edition import names


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site is: an address with a closing slash, or empty if not known."""

    root: str

    @staticmethod
    def path(identifier: str) -> str:
        """The path below the root; *identifier* empty for the site itself."""
        return names.site_path(identifier) if identifier else ""

    def at(self, path: str) -> str | None:
        """The whole address of a *path* below the root, if the site's is known."""
        return f"{self.root}{path}" if self.root else None

    def address(self, identifier: str) -> str | None:
        """The whole address of the thing with this id, if the site's is known."""
        return self.root + self.path(identifier) if self.root else None

    def address_or_path(self, identifier: str) -> str:
        """The best address there is for a reader who may be anywhere."""
        return self.address(identifier) or self.path(identifier)

    def link(self, identifier: str, here: str) -> str:
        """The whole address, or the link that leads there from the page *here*."""
        return self.address(identifier) or names.address(identifier).href(here)

    def page_link(self, page: str, here: str) -> str:
        """The same for a page."""
        return self.at(names.page_path(page)) or names.Address(page).href(here)

    def file_link(self, name: str, here: str) -> str:
        """The same for a file that is no page, named from the site's root."""
        return self.at(name) or names.file_href(name, here)

    def from_data(self, identifier: str) -> str:
        """The whole address, or the path that leads there from a file in ``data/``."""
        return self.address(identifier) or f"../{self.path(identifier)}"

    def file(self, name: str) -> str:
        """A file of the site, from its root."""
        return f"{self.root}{name}"


def site_at(address: str) -> Site:
    """The site at *address*, which may lack its closing slash."""
    return Site(f"{address.rstrip('/')}/" if address else "")
