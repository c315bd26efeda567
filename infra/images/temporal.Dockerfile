# The Temporal server of infra/temporal with its UI, from the root of the checkout:
#   podman build -f infra/images/temporal.Dockerfile -t goen/temporal .
# Its databases are those that TEMPORAL_POSTGRES_URL (or TEMPORAL_POSTGRES_URL_FILE) leads to.
ARG GO_IMAGE=docker.io/library/golang:1.26-bookworm
ARG DEBIAN_IMAGE=docker.io/library/debian:bookworm-slim

FROM ${GO_IMAGE} AS build
WORKDIR /src
COPY infra/temporal/go.mod infra/temporal/go.sum ./
RUN go mod download
COPY infra/temporal/*.go ./
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags '-s -w' -o /temporal-server .
COPY infra/images/go-notices.sh /
RUN sh /go-notices.sh > /THIRD-PARTY-NOTICES.txt

FROM ${DEBIAN_IMAGE}
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /temporal-server /usr/local/bin/temporal-server
COPY --from=build /THIRD-PARTY-NOTICES.txt /THIRD-PARTY-NOTICES.txt
COPY infra/images/temporal-entrypoint.sh /usr/local/bin/temporal-entrypoint.sh
USER 1000:1000
# The UI listens last.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8233"]
ENTRYPOINT ["/bin/sh", "/usr/local/bin/temporal-entrypoint.sh"]
CMD ["-host=0.0.0.0"]
