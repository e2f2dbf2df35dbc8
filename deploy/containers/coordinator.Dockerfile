# Build from the root of the repository: docker build -f deploy/containers/coordinator.Dockerfile -t commonward-coordinator .
FROM node:20-slim AS build
WORKDIR /build
COPY . .
RUN npm ci --ignore-scripts && npm run build && deploy/assemble coordinator /app

FROM node:20-slim
ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
COPY --from=build /app .
RUN install -d -o node -g node -m 700 /var/lib/commonward
USER node
VOLUME /var/lib/commonward
# Enrolment, federation, dashboard. The dashboard has no TLS: publish its port on loopback only, or put a proxy before it.
EXPOSE 7443 7444 7480
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7480/api/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["commonward"]
CMD ["coordinator", "--help"]
