# The site in a container: slim, not root, the server that `searchroom serve` is.
#
#   docker build -t searchroom .
#   docker run --read-only --cap-drop ALL --tmpfs /tmp -p 8000:8000 -v searchroom:/data searchroom
#   docker run --rm --read-only --cap-drop ALL -e TMPDIR=/data -v searchroom:/data \
#       -v ./archive:/archive:ro searchroom searchroom load ead /archive/fonds.xml
#
# All that a site keeps is in /data: the index, sources.toml, names, dumps.

FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY index_mappings index_mappings
COPY service service
COPY loaders loaders
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

FROM python:3.13-slim
# Elasticsearch's image runs as 1000 too, so that both may read the one password file
RUN useradd --uid 1000 --create-home searchroom && install -d -o searchroom /data
COPY --from=build /venv /venv
COPY samples /app/samples
WORKDIR /app
USER searchroom
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PORT=8000 SEARCHROOM_HOME=/data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=2)"]
CMD ["searchroom", "serve", "--host", "0.0.0.0"]
