"""What scripts/schemathesis does to each request: it comes from a new address, so that nobody waits for another's
guesses, and as often as not asks for a pärm that is there."""

import os
import random

import schemathesis

BINDERS = os.environ["PARMEN_BINDERS"].split()


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if path_parameters and "id" in path_parameters and random.random() < 0.6:
        path_parameters["id"] = random.choice(BINDERS)
    return path_parameters


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers = case.headers or {}
    case.headers["X-Forwarded-For"] = ".".join(str(random.randint(1, 250)) for _ in range(4))
