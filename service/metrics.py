"""What the server counts, in Prometheus' terms; one registry for one application."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from service.schemas import AskResponse
from service.verify import Flaw

_SECONDS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.3, 2.6, 5.0, 10.0, 30.0)


class Metrics:
    """Counters of requests, answers and dropped statements."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "planqa_http_requests",
            "HTTP requests by route, method and status.",
            ["route", "method", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "planqa_http_seconds",
            "Time to answer an HTTP request.",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._answers = Counter(
            "planqa_answers",
            "Answers by status and composer.",
            ["status", "composer"],
            registry=self.registry,
        )
        self._dropped = Counter(
            "planqa_statements_dropped",
            "Statements that verification dropped, by reason.",
            ["reason"],
            registry=self.registry,
        )

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one HTTP request; ``route`` is its template, never the raw path."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answer(self, response: AskResponse) -> None:
        """Count one answer."""
        self._answers.labels(response.status.value, response.composer.value).inc()

    def dropped(self, flaw: Flaw) -> None:
        """Count one dropped statement."""
        self._dropped.labels(flaw.value).inc()

    def render(self) -> bytes:
        """The text exposition format."""
        return generate_latest(self.registry)
