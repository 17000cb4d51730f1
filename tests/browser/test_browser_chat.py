"""The chat page in a real browser: what a person sees, and that nothing leaves the machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright

from ui.chat import EXAMPLES, TITLE

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
FUND = "Ai chủ trì tham mưu thành lập Quỹ phát triển văn hóa đọc?"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tests.browser.serve_fake", str(port)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2]) as server:
        wait_until_live(url, server)
        yield url
        server.terminate()


def wait_until_live(url: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            if httpx.get(f"{url}/health/live").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"the server ended with {server.returncode}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(address: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page; fails when anything was asked of another host or a dialog came up."""
    width, height = request.param
    elsewhere: list[str] = []

    def note_request(asked: Request) -> None:
        if urlsplit(asked.url).hostname not in {"127.0.0.1", None}:
            elsewhere.append(asked.url)

    def note_dialog(dialog: Dialog) -> None:
        elsewhere.append(dialog.message)
        dialog.dismiss()

    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    opened = context.new_page()
    opened.on("request", note_request)
    opened.on("dialog", note_dialog)
    opened.goto(address)
    opened.wait_for_selector("#pq-question textarea")
    yield opened
    context.close()
    assert elsewhere == []


BOX = "#pq-question textarea"


def send(page: Page, question: str) -> None:
    page.fill(BOX, question)
    page.press(BOX, "Enter")


def ask(page: Page, question: str, answers: int = 1) -> str:
    send(page, question)
    page.wait_for_function(f"document.querySelectorAll('.pq-answer').length >= {answers}")
    return page.locator(".pq-answer").last.inner_text()


def test_a_question_gets_a_cited_answer(page: Page) -> None:
    assert page.title() == TITLE
    text = ask(page, FUND)
    assert "Điều 8, khoản 2, Quy chế kèm theo Quyết định số 12/QĐ-UBND" in text
    card = page.locator(".pq-card").first
    assert "Điều 8, khoản 2" in card.inner_text()
    assert card.locator("blockquote").inner_text() == (
        "Chủ trì tham mưu thành lập Quỹ phát triển văn hóa đọc của thành phố."
    )
    assert page.locator(".pq-mark").first.get_attribute("href") == "#" + str(
        card.get_attribute("id")
    )
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0


def test_text_of_a_document_stays_text(page: Page) -> None:
    text = ask(page, "Ghi chú kỹ thuật số nói gì?")
    for words in ("<img src=x onerror=alert(1)>", "${alert(1)}", "{{7*7}}", "**đậm**", "$$x$$"):
        assert words in text
    assert page.locator(".pq-answer img").count() == 0


def test_a_refusal_and_a_second_turn(page: Page) -> None:
    assert "Không tìm thấy" in ask(page, "Giá vé xe buýt thành phố là bao nhiêu?")
    assert page.locator(".pq-card").count() == 0
    assert "Điều 8" in ask(page, FUND, answers=2)


def test_an_example_can_be_clicked_and_the_corpus_read(page: Page) -> None:
    page.get_by_text(EXAMPLES[0]).click()
    page.wait_for_selector(".pq-answer")
    page.get_by_text("Các văn bản có thể hỏi").click()
    page.wait_for_selector(".pq-documents")
    assert page.locator(".pq-documents li").count() == 3


def test_a_question_is_shown_as_it_was_typed(page: Page) -> None:
    question = "Ai ký <b>văn bản</b> <img src=x onerror=alert(1)> **đậm** $$x$$?"
    ask(page, question)
    assert page.locator(".pq-asked").inner_text() == question
    assert page.locator("#pq-chat img").count() == 0


def test_people_do_not_wait_for_each_other(page: Page, browser: Browser, address: str) -> None:
    name = f"nhau{page.evaluate('window.innerWidth')}"
    send(page, f"Giá vé xe buýt, chờ {name}")
    page.wait_for_selector(".pq-asked")
    other = browser.new_page()
    other.goto(address)
    assert "Điều 8" in ask(other, FUND)
    other.close()
    assert page.locator(".pq-answer").count() == 0
    httpx.get(f"{address}/release/{name}")
    page.wait_for_selector(".pq-answer")


def test_a_question_sent_too_early_stays_in_the_box(page: Page, address: str) -> None:
    name = f"truoc{page.evaluate('window.innerWidth')}"
    send(page, f"Giá vé xe buýt, chờ {name}")
    page.wait_for_selector("#pq-send[disabled]")
    send(page, FUND)
    httpx.get(f"{address}/release/{name}")
    page.wait_for_selector("#pq-send:not([disabled])")
    assert page.input_value(BOX) == FUND
    page.click("#pq-send")
    page.wait_for_function("document.querySelectorAll('.pq-answer').length == 2")
    assert page.input_value(BOX) == ""
    assert page.locator(".pq-asked").last.inner_text() == FUND


def test_what_was_asked_last_goes_to_the_top(page: Page) -> None:
    page.set_viewport_size({"width": page.evaluate("window.innerWidth"), "height": 400})
    for answers in (1, 2):
        ask(page, FUND, answers)
        wait_until_last_is_on_top(page)


def test_a_question_goes_to_the_top_before_its_answer(page: Page, address: str) -> None:
    width = page.evaluate("window.innerWidth")
    ask(page, FUND)
    page.set_viewport_size({"width": width, "height": 200})
    page.evaluate("window.scrollTo(0, 0)")
    send(page, f"Giá vé xe buýt, chờ tren{width}")
    page.wait_for_function("document.querySelectorAll('.pq-asked').length == 2")
    wait_until_last_is_on_top(page)
    httpx.get(f"{address}/release/tren{width}")
    page.wait_for_function("document.querySelectorAll('.pq-answer').length == 2")
    wait_until_last_is_on_top(page)


def wait_until_last_is_on_top(page: Page) -> None:
    page.wait_for_function(
        """() => {
            const asked = [...document.querySelectorAll('.pq-asked')].at(-1);
            const top = asked.getBoundingClientRect().top;
            return 0 <= top && top < 60;
        }"""
    )


def test_answers_of_the_page_are_counted(page: Page, address: str) -> None:
    def counted() -> float:
        lines = httpx.get(f"{address}/metrics").text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if "planqa_answers_total{" in line)

    before = counted()
    ask(page, FUND)
    assert counted() == before + 1


def test_the_page_speaks_vietnamese_throughout(page: Page) -> None:
    ask(page, FUND)
    assert page.get_by_role("button", name="Xóa cuộc hỏi đáp").count() == 1


def test_a_long_question_leaves_its_answer_in_sight(page: Page) -> None:
    ask(page, FUND * 30)
    assert page.locator(".pq-asked").evaluate("asked => asked.clientHeight") < 300
    page.wait_for_function(
        "document.querySelector('.pq-answer').getBoundingClientRect().top < window.innerHeight"
    )


def test_a_copied_answer_keeps_its_marks(page: Page) -> None:
    ask(page, FUND)
    copied = page.locator(".pq-answer").evaluate(
        "answer => (getSelection().selectAllChildren(answer), getSelection().toString())"
    )
    assert copied.count("[1]") == 2


def test_only_what_was_said_is_printed_and_dark_on_white(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.reload()
    ask(page, FUND)
    page.emulate_media(media="print")
    assert not page.locator(BOX).is_visible()
    assert not page.get_by_text("Các văn bản có thể hỏi").is_visible()
    for said in (".pq-head h1", ".pq-asked", ".pq-answer"):
        colour = page.locator(said).evaluate("shown => getComputedStyle(shown).color")
        assert colour == "rgb(0, 0, 0)"
