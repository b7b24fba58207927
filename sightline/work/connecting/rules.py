"""What the council's committee system may be asked, at which address, when, and of which days."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from sightline.ground.lib.errors import Refused

SERVICE = "mgWebService.asmx"
STATES = {"off": "Not set up", "on": "Asks every night", "paused": "Paused"}
MOVES: dict[str, frozenset[str]] = {
    "off": frozenset({"paused"}),
    "paused": frozenset({"on", "paused"}),
    "on": frozenset({"paused", "on"}),
}
TURN_STATES = {
    "waiting": "Waiting",
    "running": "Running",
    "done": "Done",
    "partly": "Done in part",
    "failed": "Failed",
}
LINE_KINDS = {
    "listed": "Answered",
    "taken": "Minutes taken in",
    "known": "Known already",
    "same": "Nothing new",
    "none": "No minutes yet",
    "left": "Left out",
    "failed": "Failed",
}
DAYS_BACK, DAYS_AHEAD = 90, 60  # the range that is asked for, where nobody said otherwise
MOST_DAYS = 3 * 366
SETTLED_AGAIN = timedelta(days=7)  # a meeting whose minutes came is asked about again so often
ASK_LATER = "Nothing was asked."
WHO = "an administrator"


@dataclass(frozen=True)
class Place:
    """Where a web service is. path: of the service itself, beginning with "/" and without one at its end."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def address(self) -> str:
        """The address as people write it; the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{host}{'' if self.port == usual else f':{self.port}'}{self.path}"

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port


def place_of(address: str) -> Place:
    """The place that an address names; the name of the service is added where it is missing. Raises Refused."""
    text = address.strip()
    if any(sign.isspace() or ord(sign) < 32 for sign in text) or "\\" in text:
        raise _refused("An address holds no blanks and no backslashes.")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _refused("This is not an address of the web.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise _refused("Enter the address with https:// or http:// before it, as in a browser.")
    if parts.username is not None or parts.password is not None:
        raise _refused(
            "The address must not hold a name or a password: the web service is open to everybody."
        )
    if parts.query or parts.fragment:
        raise _refused("Leave out what stands after “?” or “#”: only the place of the service is needed.")
    path = parts.path.rstrip("/")
    if not path.lower().endswith(f"/{SERVICE.lower()}"):
        if path.lower().endswith((".aspx", ".asmx", ".html", ".htm")):
            raise _refused(
                f"This is the address of a page. Enter the address of the site, or of its {SERVICE}."
            )
        path = f"{path}/{SERVICE}"
    try:
        name = host.encode("idna").decode("ascii") if not _is_number(host) else host
    except UnicodeError:
        raise _refused("The name of the site is none that the web knows.") from None
    return Place(parts.scheme, name.rstrip("."), port or {"http": 80, "https": 443}[parts.scheme], path)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _refused(why: str) -> Refused:
    return Refused(f"{why} The address was not saved.", rule="connecting.address", field="address")


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public web: not private, not of this machine, of no local network, no tunnel to one."""
    try:
        ip = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return ip.ipv4_mapped is not None and is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96") or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def may_be_private(host: str, allowed: bool) -> bool:
    """Whether this host may be private: only where the installation allows it (tests), as a number or localhost."""
    return allowed and (host == "localhost" or _is_number(host))


def check_numbers(host: str, numbers: list[str], allowed: bool) -> None:
    """Raise Refused unless every number that the name of the host stands for is public: one that is not could be any of them."""
    if not numbers:
        raise Refused(
            f"The name {host} is known to no name server, so the committee system was not asked. Check its address.",
            rule="connecting.public-addresses",
            who=WHO,
        )
    if may_be_private(host, allowed):
        return
    if not all(is_public(number) for number in numbers):
        raise Refused(
            f"{host} is a place inside a private network or on this machine, and only sites of the public web are asked. "
            f"{ASK_LATER} Check the address.",
            rule="connecting.public-addresses",
            who=WHO,
        )


def check_same_origin(here: Place, to: Place) -> None:
    """Raises Refused where an answer sends us to another host, port or scheme."""
    if here.origin != to.origin:
        raise Refused(
            f"{here.host} sent us on to {to.scheme}://{to.host}, and only the address that was set is ever asked. "
            "Nothing was fetched from there. If the system moved, set its new address.",
            rule="connecting.no-redirects-elsewhere",
            who=WHO,
        )


def check_can_move(state: str, to: str) -> None:
    """Raises Refused where the connection cannot go from one state to another."""
    if to not in MOVES[state]:
        raise Refused(
            "No address of a committee system is set, so there is nothing to ask or to pause. Nothing was changed. "
            "Set its address first.",
            rule="connecting.address-first",
            who=WHO,
        )


def check_range(back: int, ahead: int) -> None:
    """Raises Refused for a range of days that is none, or far too long for a gentle reader."""
    for days, field, what in ((back, "days_back", "back"), (ahead, "days_ahead", "ahead")):
        if not 0 <= days <= MOST_DAYS:
            raise Refused(
                f"Days {what} go from 0 to {MOST_DAYS}. Nothing was changed.",
                rule="connecting.range",
                field=field,
            )


def range_of(today: date, back: int, ahead: int) -> tuple[date, date]:
    """The first and the last day that are asked for."""
    return today - timedelta(days=back), today + timedelta(days=ahead)


def within(day: date | None, first: date, last: date) -> bool:
    """Whether a meeting is in the range: systems are said to ignore the range they are given. One without a day is not."""
    return day is not None and first <= day <= last


def wants_asking(*, settled: bool, changed: bool, asked_at: datetime | None, now: datetime) -> bool:
    """Whether a meeting is fetched: new, changed in the list, without minutes so far, or not looked at for a week."""
    return not settled or changed or asked_at is None or now - asked_at >= SETTLED_AGAIN


def was_called_off(status: str | None) -> bool:
    """Whether the free text of a status says that the meeting does not take place."""
    said = (status or "").casefold()
    return any(word in said for word in ("cancelled", "canceled", "withdrawn", "abandoned"))
