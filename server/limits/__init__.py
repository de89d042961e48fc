"""How often a client may ask: counted in the process, shared with the others through Redis beside the requests."""

from server.limits.limiter import Limiter, Standing
from server.limits.policy import Policy, policies

__all__ = ["Limiter", "Policy", "Standing", "policies"]
