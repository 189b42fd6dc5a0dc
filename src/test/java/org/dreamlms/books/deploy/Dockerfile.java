package org.dreamlms.books.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Dockerfile, read as its reference has it: comments, and lines that go on after a backslash. */
public record Dockerfile(List<Instruction> instructions) {

    /** Such as {@code USER} and what follows it. */
    public record Instruction(String name, String text) {}

    /** A file or directory of the project, and where it goes. */
    public record Copy(String from, String to) {}

    /** {@code variant}: jvm, native, native-micro. */
    public static Dockerfile read(String variant) throws IOException {
        List<Instruction> instructions = new ArrayList<>();
        var line = new StringBuilder();
        for (var part : Files.readAllLines(Path.of("src/main/docker/Dockerfile." + variant))) {
            if (part.isBlank() || part.startsWith("#")) {
                continue;
            }
            line.append(part.endsWith("\\") ? part.substring(0, part.length() - 1) : part);
            if (!part.endsWith("\\")) {
                var words = line.toString().strip().split("\\s+", 2);
                instructions.add(new Instruction(words[0].toUpperCase(Locale.ROOT), words[1]));
                line.setLength(0);
            }
        }
        return new Dockerfile(instructions);
    }

    /** What follows each of these instructions. */
    public Stream<String> all(String name) {
        return instructions.stream().filter(i -> i.name().equals(name)).map(Instruction::text);
    }

    /** What comes from the project, not from another stage. */
    public Stream<Copy> copies() {
        return all("COPY")
                .filter(text -> !text.contains("--from="))
                .map(text -> text.replaceAll("--\\S+ ", "").strip().split("\\s+"))
                .map(words -> new Copy(words[0], words[1]));
    }

    /** What is run in the service's own directory, in all stages. */
    public List<String> runsInApp() {
        List<String> runs = new ArrayList<>();
        var directory = "/";
        for (var instruction : instructions) {
            switch (instruction.name()) {
                case "FROM" -> directory = "/";
                case "WORKDIR" -> directory = instruction.text();
                case "RUN" -> {
                    if (directory.equals("/app")) {
                        runs.add(instruction.text());
                    }
                }
                default -> {}
            }
        }
        return runs;
    }

    /** What can be set from outside and has a default: its name and that. */
    public Map<String, String> arguments() {
        return all("ARG")
                .map(text -> text.split("=", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    /** The program and its arguments. */
    public List<String> entrypoint() throws IOException {
        var text = all("ENTRYPOINT").findFirst().orElseThrow();
        return List.of(new ObjectMapper().readValue(text, String[].class));
    }
}
