# One image: the API, the migration job and the publisher differ only by their command (compose.yaml).
FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /srv/sidenote sidenote
WORKDIR /srv/sidenote
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY credibility_db credibility_db
COPY server server
COPY extension/ui extension/ui
RUN mkdir -p /srv/sidenote/var && chown sidenote /srv/sidenote/var
USER sidenote
ENV PYTHONUNBUFFERED=1 SIDENOTE_EDITIONS=/srv/sidenote/var/editions
EXPOSE 8000
CMD ["python", "-m", "server", "serve", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
