"""The service's own interface. Replace the example by what the service is for."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from app.identity import NAME, VERSION
from app.summary import summarise

router = APIRouter(prefix="/api/v1")


class Info(BaseModel):
    """Who answers."""

    name: str
    version: str
    environment: str


class Numbers(BaseModel):
    """Finite numbers, at least one."""

    model_config = ConfigDict(extra="forbid")

    values: Annotated[list[FiniteFloat], Field(min_length=1, max_length=10_000)]


class NumbersSummary(BaseModel):
    """Four figures of a list of numbers."""

    count: int
    minimum: float
    maximum: float
    mean: float


@router.get("/info", operation_id="getInfo", summary="Who answers", tags=["info"])
async def get_info(request: Request) -> Info:
    return Info(
        name=NAME,
        version=VERSION,
        environment=request.app.state.settings.environment,
    )


@router.post(
    "/summaries",
    operation_id="createSummary",
    summary="Summarise numbers",
    tags=["summaries"],
)
async def create_summary(numbers: Numbers) -> NumbersSummary:
    summary = summarise(numbers.values)
    return NumbersSummary(
        count=summary.count,
        minimum=summary.minimum,
        maximum=summary.maximum,
        mean=summary.mean,
    )
