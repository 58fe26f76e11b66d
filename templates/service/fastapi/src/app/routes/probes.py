"""The three questions that Kubernetes asks; they are different on purpose."""

from fastapi import APIRouter, Request, Response, status

from app.lifecycle import Lifecycle, Phase

router = APIRouter(include_in_schema=False)


def _lifecycle(request: Request) -> Lifecycle:
    lifecycle: Lifecycle = request.app.state.lifecycle
    return lifecycle


@router.get("/livez")
async def answer_livez() -> dict[str, str]:
    """Does the event loop still turn? A failure restarts the container."""
    return {"status": "alive"}


@router.get("/readyz")
async def answer_readyz(request: Request, response: Response) -> dict[str, str]:
    """Should new requests come here? A failure takes the pod out of the Service."""
    phase = _lifecycle(request).phase
    if phase is not Phase.READY:
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return {"status": phase.value}


@router.get("/startupz")
async def answer_startupz(request: Request, response: Response) -> dict[str, str | list[str]]:
    """Has everything it needs been reached once? Until then nothing else is asked."""
    lifecycle = _lifecycle(request)
    await lifecycle.try_to_start()
    if lifecycle.missing:
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        return {"status": "starting", "waiting_for": lifecycle.missing}
    return {"status": "started"}
