"""The curated knowledge of Sidenote: who owns which outlet and who works for whom, each statement cited. A library and CLI that needs no server."""
