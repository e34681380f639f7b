# Builds Mimo, then keeps what runs. Start it with a key, since a container listens for other machines:
#   docker run --restart unless-stopped -p 4000:4000 -v mimo:/data -e MIMO_HTTP_KEYS=choose-a-long-one mimo
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -q -B -Dmimo.quick -pl mcp,app package

FROM eclipse-temurin:25-jre
ENV MIMO_HOME=/data \
    MIMO_HTTP_HOST=0.0.0.0 \
    MIMO_JAVA_HOME=/opt/java/openjdk
WORKDIR /opt/mimo
COPY mimo ./
COPY etc/launcher etc/launcher
COPY --from=build /src/app/target/dist app/target/dist
# Makes the start-up caches for this very Java, so that containers find them made.
RUN ./mimo build \
    && useradd --system --uid 10001 --home-dir /data mimo \
    && mkdir -p /data \
    && chown mimo /data
USER mimo
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=30s --timeout=10s --retries=3 CMD ./mimo doctor --serving
ENTRYPOINT ["./mimo"]
CMD ["serve"]
