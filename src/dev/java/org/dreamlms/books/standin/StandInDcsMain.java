package org.dreamlms.books.standin;

import java.time.Duration;

/** Runs the stand-in by itself, for benchmarks and by-hand use. */
public final class StandInDcsMain {

    private static final String USAGE =
            "Usage: StandInDcsMain [--port N] [--books N] [--latency-ms N] [--realistic-timing]"
                    + " [--video-mb N] [--large-files] [--successor] [--odd-answers]";

    private StandInDcsMain() {}

    /**
     * Runs until the process is ended.
     *
     * @param args {@code --port} (8089), {@code --books} (so many in all, the sample ones
     *     included), {@code --latency-ms} of every answer, {@code --realistic-timing}, {@code
     *     --video-mb} of a film {@code videos/large.mp4} in book 4, {@code --large-files} in all
     *     books, 1.4 MB each, {@code --successor} as {@link StandInDcs#storageById}, {@code
     *     --odd-answers} as {@link OddAnswers}
     */
    // It lives as long as the process; its threads keep the process alive.
    @SuppressWarnings("resource")
    public static void main(String... args) {
        var wanted = new Options();
        try {
            wanted.read(args);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println(USAGE);
            System.exit(2);
        }
        var dcs = StandInDcs.start(wanted.port);
        dcs.storageById(wanted.successor);
        dcs.latency(Duration.ofMillis(wanted.latency));
        dcs.realisticTiming(wanted.realistic);
        if (wanted.odd) {
            OddAnswers.of(dcs);
        }
        fill(dcs, wanted.books, wanted.video, wanted.large);
        System.out.printf("Stand-in DCS with %d books at %s%n", dcs.books().size(), dcs.url());
    }

    private static final class Options {
        int port = 8089;
        int books;
        int latency;
        boolean realistic;
        long video;
        boolean large;
        boolean successor;
        boolean odd;

        void read(String... args) {
            for (int i = 0; i < args.length; i++) {
                switch (args[i]) {
                    case "--port" -> port = Integer.parseInt(args[++i]);
                    case "--books" -> books = Integer.parseInt(args[++i]);
                    case "--latency-ms" -> latency = Integer.parseInt(args[++i]);
                    case "--realistic-timing" -> realistic = true;
                    case "--video-mb" -> video = Long.parseLong(args[++i]) << 20;
                    case "--large-files" -> large = true;
                    case "--successor" -> successor = true;
                    case "--odd-answers" -> odd = true;
                    default -> throw new IllegalArgumentException(args[i]);
                }
            }
        }
    }

    private static void fill(StandInDcs dcs, int books, long video, boolean large) {
        dcs.books().addMany(Math.max(0, books - dcs.books().size()));
        if (large) {
            LargeContent.fill(dcs);
        }
        if (video > 0) {
            var path = dcs.folder(4).orElseThrow() + "/videos/large.mp4";
            dcs.files().put(path, StandInFile.virtual(video));
        }
    }
}
