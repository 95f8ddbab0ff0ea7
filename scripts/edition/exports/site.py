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

    def address(self, identifier: str) -> str | None:
        """The whole address, if the site's is known."""
        return self.root + self.path(identifier) if self.root else None

    def address_or_path(self, identifier: str) -> str:
        """The best address there is for a reader who may be anywhere."""
        return self.address(identifier) or self.path(identifier)

    def from_data(self, identifier: str) -> str:
        """The whole address, or the path that leads there from a file in ``data/``."""
        return self.address(identifier) or f"../{self.path(identifier)}"

    def file(self, name: str) -> str:
        """A file of the site, from its root."""
        return f"{self.root}{name}"


def site_at(address: str) -> Site:
    """The site at *address*, which may lack its closing slash."""
    return Site(f"{address.rstrip('/')}/" if address else "")
