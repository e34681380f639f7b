package dev.mimo.door.mcp;

import dev.mimo.mcp.server.ChangeAnnouncer;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceNewsTest {
    private final List<String> updated = new CopyOnWriteArrayList<>();
    private final Semaphore listsChanged = new Semaphore(0);

    @Test
    void a_change_is_told_at_once_of_the_memory_and_its_namespace_or_of_all_where_it_has_no_name() {
        ResourceNews news = new ResourceNews(announcements(), Duration.ofMillis(1));

        news.changed(new Namespace("a/b"), Set.of(new MemoryId("m1")));
        news.changed(Namespace.DEFAULT, Set.of());

        assertThat(updated).containsExactly("mimo://memory/a%2Fb", "mimo://memory/a%2Fb/m1",
                "mimo://memory/default and below");
    }

    @Test
    void changes_of_the_list_are_gathered_and_the_last_one_is_never_lost() throws InterruptedException {
        ResourceNews news = new ResourceNews(announcements(), Duration.ofMillis(100));

        for (int i = 0; i < 1000; i++) {
            news.changed(Namespace.DEFAULT, Set.of(new MemoryId("m" + i)));
        }
        assertThat(listsChanged.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(listsChanged.availablePermits()).isLessThan(10);
        listsChanged.drainPermits();

        news.changed(Namespace.DEFAULT, Set.of(new MemoryId("last")));
        assertThat(listsChanged.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    private ChangeAnnouncer announcements() {
        return new ChangeAnnouncer() {
            @Override
            public void toolsChanged() {}

            @Override
            public void promptsChanged() {}

            @Override
            public void resourcesChanged() {
                listsChanged.release();
            }

            @Override
            public void resourceUpdated(String uri) {
                updated.add(uri);
            }

            @Override
            public void resourcesUpdated(String uri) {
                updated.add(uri + " and below");
            }

            @Override
            public boolean areResourcesHeard() {
                return true;
            }

            @Override
            public void onResourcesHeard(Runnable told) {}
        };
    }
}
