import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

/** A MongoDB-compatible server in memory, for tests: prints its address and serves until it is stopped. */
class MongoTestServer {
    /** The driver refuses servers below wire version 9; this one knows the few commands the adapter uses, whatever it claims. */
    record Claimed(List<Integer> getVersionArray, int getWireVersion) implements MongoVersion {}

    public static void main(String[] args) {
        MemoryBackend backend = new MemoryBackend();
        backend.version(new Claimed(List.of(5, 0, 0), 13));
        MongoServer server = new MongoServer(backend);
        System.out.println("mongodb://127.0.0.1:" + server.bind().getPort());
    }
}
