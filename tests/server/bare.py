"""The yardstick of `bench_serving`: a bare Flask view that returns the bytes kept under an address, from Redis (BARE_REDIS) or a dictionary."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, Response, request

from server.cache.connecting import connect

app = Flask(__name__)
kept = {os.environ["BARE_URL"]: Path(os.environ["BARE_FILE"]).read_bytes()}
client = connect(os.environ["BARE_REDIS"]) if os.environ.get("BARE_REDIS") else None
if client is not None:
    for address, content in kept.items():
        client.set(address, content)


@app.get("/v1/annotations")
def answer() -> Response:
    """The bytes."""
    address = request.args["url"]
    return Response(client.get(address) if client is not None else kept[address], content_type="application/json")
