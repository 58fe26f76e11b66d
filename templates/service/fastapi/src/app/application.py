"""Puts the parts together; decides nothing."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from app.identity import DESCRIPTION, NAME, VERSION
from app.lifecycle import Lifecycle
from app.metrics import RequestMetrics
from app.observe import ObserveRequests
from app.routes import api, metrics, probes
from app.settings import Settings

_log = logging.getLogger("app")


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    await app.state.lifecycle.try_to_start()
    _log.info("started")
    yield
    app.state.lifecycle.drain()
    _log.info("stopped")


async def _answer_invalid(_: Request, error: RequestValidationError) -> JSONResponse:
    # What was sent is left out: it may be secret, and it may not be writable as JSON.
    problems = [{key: one[key] for key in ("type", "loc", "msg")} for one in error.errors()]
    return JSONResponse(status_code=422, content={"detail": problems})


def define_api() -> FastAPI:
    """The interface alone, as the OpenAPI document describes it."""
    app = FastAPI(
        title=NAME,
        description=DESCRIPTION,
        version=VERSION,
        lifespan=_lifespan,
        docs_url="/api/docs",
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.include_router(api.router)
    return app


def create_app(settings: Settings) -> FastAPI:
    """An application that shares nothing with another one in the same process."""
    app = define_api()
    app.state.settings = settings
    app.state.lifecycle = Lifecycle(settings.dependencies())
    app.state.metrics = RequestMetrics()
    app.include_router(probes.router)
    app.include_router(metrics.router)
    app.exception_handler(RequestValidationError)(_answer_invalid)
    app.add_middleware(ObserveRequests, metrics=app.state.metrics)
    return app
