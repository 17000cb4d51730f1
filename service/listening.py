"""The address that the server listens at."""

from __future__ import annotations

import errno
import socket

from retriever.types import BadSettings
from service.messages import os_reason

_EVERY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - only shown otherwise


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one.

    Raises:
        BadSettings: the address is taken, or cannot be had on this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2_048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise BadSettings(
                f"Cổng {port} ở {host} đang có chương trình khác dùng.",
                "Dừng chương trình đó, hoặc chọn cổng khác bằng --port hay PLANQA_PORT.",
            ) from error
        raise BadSettings(
            f"Không lắng nghe được ở {host}, cổng {port}: {os_reason(error)}.",
            "Chọn địa chỉ và cổng khác bằng --host, --port, hoặc PLANQA_HOST, PLANQA_PORT.",
        ) from error


def address(listening: socket.socket) -> str:
    """What to type in a browser on this machine."""
    host, port = listening.getsockname()[:2]
    if host in _EVERY_ADDRESS:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
