from __future__ import annotations

import socket

import pytest

from retriever.types import BadSettings
from service.listening import address, listen


def test_a_free_port_can_be_had_and_is_named() -> None:
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        assert address(listening) == f"http://127.0.0.1:{port}"
        with socket.create_connection(("127.0.0.1", port)):
            pass


def test_every_address_is_named_as_one_that_can_be_opened() -> None:
    with listen("0.0.0.0", 0) as listening:  # noqa: S104
        assert address(listening) == f"http://localhost:{listening.getsockname()[1]}"


def test_a_port_in_use_is_said() -> None:
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(BadSettings, match=rf"Cổng {port} ở 127\.0\.0\.1 đang") as caught:
            listen("127.0.0.1", port)
    assert "--port" in caught.value.hint


@pytest.mark.parametrize("host", ["192.0.2.1", "khong-co.invalid"])
def test_an_address_of_another_machine_is_said(host: str) -> None:
    with pytest.raises(BadSettings, match="Không lắng nghe được") as caught:
        listen(host, 0)
    assert "--host" in caught.value.hint


def test_a_name_that_no_machine_has_is_said() -> None:
    with pytest.raises(BadSettings, match="không tìm thấy máy mang tên này"):
        listen("khong-co.invalid", 0)
