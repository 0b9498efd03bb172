"""Which findings are hidden under a profile, how far the covers reach, what a person must see."""

from redactor.decide.choose import decide, hidden_kinds
from redactor.decide.profiles import Profile, load_profiles, profile

__all__ = ["Profile", "decide", "hidden_kinds", "load_profiles", "profile"]
