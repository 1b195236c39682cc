FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs && npm prune --omit=dev --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY api api
COPY devicemodel devicemodel
COPY scenarios scenarios
# Relative paths of the configuration (storage, certs) lie in the working folder, which is a volume.
RUN mkdir -p /etc/kerbside /var/lib/kerbside && chown node:node /var/lib/kerbside
USER node
WORKDIR /var/lib/kerbside
VOLUME /var/lib/kerbside
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/octt/v1/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "/app/dist/cli.js", "run", "--config", "/etc/kerbside/station.yaml"]
