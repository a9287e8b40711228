# One image for whatever runs: docker build --build-arg SERVICE=ingest .
# SERVICE is a workspace's name without its scope: one of services/, or local-cloud.

FROM node:24-bookworm-slim AS base
WORKDIR /app

# What decides on the installation, apart from the sources: as long as it is the same, the installation is kept.
# npm counts a workspace that is only a devDependency as one to install, so those are taken out.
FROM base AS manifests
COPY package.json package-lock.json .npmrc ./
COPY packages packages
COPY services services
RUN find packages services -type f ! -name package.json -delete \
 && find packages services -type d -empty -delete \
 && node -e 'const fs = require("node:fs"); \
    for (const file of fs.globSync("{packages,services}/*/package.json")) { \
      const { devDependencies, ...kept } = JSON.parse(fs.readFileSync(file, "utf8")); \
      fs.writeFileSync(file, JSON.stringify(kept)); \
    }'

FROM base AS installed
ARG SERVICE
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/var/cache/npm \
    npm ci --cache /var/cache/npm --omit=dev --ignore-scripts --workspace="@labsecure/${SERVICE:?is not given: --build-arg SERVICE=ingest}"

# The workspace and the packages it was installed with, and no other.
FROM base AS sources
COPY --from=installed /app/node_modules/@labsecure node_modules/@labsecure
COPY packages packages
COPY services services
ARG SERVICE
RUN mkdir /out \
 && for workspace in node_modules/@labsecure/*; do cp -r --parents "$(realpath --relative-to=. "$workspace")" /out; done \
 && ln -s "node_modules/@labsecure/$SERVICE/src/main.ts" /out/main.ts

FROM base
# For a volume, which takes over its owner. The rest of the image is read and never written.
RUN install -d -o node -g node /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
COPY --from=installed /app/node_modules node_modules
COPY --from=sources /out ./
USER node
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=10s --start-period=120s --retries=5 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`, { signal: AbortSignal.timeout(8000) }).then(async (answer) => { console.log(await answer.text()); process.exitCode = answer.ok ? 0 : 1; })"]
CMD ["node", "main.ts"]
