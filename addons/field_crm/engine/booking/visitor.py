"""Whose requests are counted together."""

import ipaddress


def network_of(address: str) -> str:
    """The network that one visitor commands: the address, or the /64 of an IPv6 one.

    A home gets a whole /64, so its single addresses limit nobody. What is no address
    counts as itself.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if ip.version == 6:
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
