# Tulay in a container: no build step, no dev dependencies, no root. All state is in the volume /data.
#   docker build -t tulay . && docker run -p 3000:3000 -v tulay-data:/data tulay
FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 TULAY_DATA=/data
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY LICENSE ./
COPY content content
COPY docs/keys.md docs/keys.ja.md docs/keys.ko.md docs/
COPY flows flows
COPY locales locales
COPY src src
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(it => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
# As process 1 it gets SIGTERM itself, and ends after what is on the wire has come back.
CMD ["node", "--max-semi-space-size=4", "src/main.ts"]
