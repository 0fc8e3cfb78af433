package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apmatrix.testkit.Node.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObjectTypeTest {
    private final ObjectType<List<String>> type = ObjectType.<List<String>>builder()
            .readOnly("size", list -> list.size() + "\n")
            .when(
                    list -> !list.isEmpty(),
                    group -> group.link("first", list -> list.get(0))
                            .when(list -> list.size() > 1, inner -> inner.link("second", list -> list.get(1))))
            .when(false, group -> group.link("never", "nowhere"))
            .children(List::stream, (list, name) -> list.contains(name) ? new Node.Link("to " + name) : null)
            .build();

    @Test
    void aGroupIsThereWhileItsConditionHolds() {
        List<String> object = new ArrayList<>();
        Directory directory = type.directory(object);
        assertThat(directory.names()).containsExactly("size");
        assertThat(directory.child("first")).isNull();
        object.add("a");
        assertThat(directory.names()).containsExactly("size", "first", "a");
        assertThat(directory.child("first")).isEqualTo(new Node.Link("a"));
        object.add("b");
        assertThat(directory.names()).containsExactly("size", "first", "second", "a", "b");
        assertThat(directory.child("b")).isEqualTo(new Node.Link("to b"));
        assertThat(directory.child("c")).isNull();
        assertThat(directory.child("never")).isNull();
    }

    @Test
    void childrenOfAGroupComeAndGoWithIt() {
        Directory directory = ObjectType.<List<String>>builder()
                .when(
                        List::isEmpty,
                        group -> group.children(
                                list -> Stream.of("only"),
                                (list, name) -> name.equals("only") ? new Node.Link("x") : null))
                .build()
                .directory(List.of("full"));
        assertThat(directory.names()).isEmpty();
        assertThat(directory.child("only")).isNull();
    }

    @Test
    void aNameIsRegisteredOnce() {
        ObjectType.Builder<List<String>> builder =
                ObjectType.<List<String>>builder().link("a", "b").link("a", "c");
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a");
    }
}
