package dev.mimo.door.mcp;

import dev.mimo.mcp.server.Announcements;
import dev.mimo.terms.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceNewsTest {
    private final List<String> updated = new CopyOnWriteArrayList<>();
    private final Semaphore listsChanged = new Semaphore(0);

    @Test
    void a_change_is_told_of_the_memory_and_of_its_namespace_at_once() {
        ResourceNews news = new ResourceNews(announcements(), Duration.ofMillis(1));

        news.changed(new Namespace("a/b"), "m1");
        news.changed(Namespace.DEFAULT, null);

        assertThat(updated).containsExactly("mimo://memory/a%2Fb", "mimo://memory/a%2Fb/m1", "mimo://memory/default");
    }

    @Test
    void changes_of_the_list_are_gathered_and_the_last_one_is_never_lost() throws InterruptedException {
        ResourceNews news = new ResourceNews(announcements(), Duration.ofMillis(100));

        for (int i = 0; i < 1000; i++) {
            news.changed(Namespace.DEFAULT, "m" + i);
        }
        assertThat(listsChanged.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(listsChanged.availablePermits()).isLessThan(10);
        listsChanged.drainPermits();

        news.changed(Namespace.DEFAULT, "last");
        assertThat(listsChanged.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    private Announcements announcements() {
        return new Announcements() {
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
        };
    }
}
