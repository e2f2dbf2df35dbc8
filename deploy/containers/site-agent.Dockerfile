# Build from the root of the repository: docker build -f deploy/containers/site-agent.Dockerfile -t commonward-site-agent .
FROM node:20-slim AS build
WORKDIR /build
COPY . .
RUN npm ci --ignore-scripts && npm run build && deploy/assemble site-agent /app

FROM node:20-slim
ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
COPY --from=build /app .
RUN install -d -o node -g node -m 700 /var/lib/commonward-site
USER node
VOLUME /var/lib/commonward-site
# No port: the agent only connects out.
ENTRYPOINT ["commonward-site"]
CMD ["run", "--home", "/var/lib/commonward-site/home"]
