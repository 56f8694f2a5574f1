package dev.leakcheck.benchmarks.heap;

import static dev.leakcheck.benchmarks.heap.Body.harmless;
import static dev.leakcheck.benchmarks.heap.Body.use;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.text.Collator;
import java.text.DateFormatSymbols;
import java.text.MessageFormat;
import java.text.Normalizer;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.prefs.Preferences;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.management.ObjectName;
import javax.net.ssl.SSLContext;
import javax.script.ScriptEngineManager;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPathFactory;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.builder.ToStringBuilder;
import org.apache.commons.lang3.time.FastDateFormat;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** First uses, and uses of much memory that let go of it. */
final class Harmless {

    private static final String XML = "<a xmlns='urn:a'><b c='d'>text</b></a>";
    private static final byte[] BYTES =
            "some text that is hashed, signed and compressed".getBytes(StandardCharsets.UTF_8);
    private static final int MB = 1 << 20;

    private static final WeakHashMap<Object, byte[]> WEAK = new WeakHashMap<>();

    private Harmless() {}

    /** Data as beans are. */
    public static final class Bean {
        public String name = "name";
        public List<Integer> numbers = List.of(1, 2, 3);
        public Map<String, Bean> parts = new TreeMap<>();
    }

    static List<Body> bodies() {
        List<Body> all = new ArrayList<>();
        text(all);
        time(all);
        xml(all);
        security(all);
        net(all);
        runtime(all);
        memory(all);
        return all;
    }

    private static void text(List<Body> all) {
        all.add(harmless("String.format", () -> use(String.format("%,d %s %tc", 12345, "text", new Date()))));
        all.add(harmless(
                "NumberFormat",
                () -> use(NumberFormat.getCurrencyInstance(Locale.JAPAN).format(1234.5))));
        all.add(harmless(
                "NumberFormat of 20 locales",
                () -> Arrays.stream(Locale.getAvailableLocales())
                        .limit(20)
                        .forEach(locale ->
                                use(NumberFormat.getPercentInstance(locale).format(0.5)))));
        all.add(harmless("MessageFormat", () -> use(MessageFormat.format("{0,number} {1,date}", 1, new Date()))));
        all.add(harmless(
                "Collator", () -> use(Collator.getInstance(Locale.GERMAN).compare("ä", "z"))));
        all.add(harmless("Normalizer", () -> use(Normalizer.normalize("äöü", Normalizer.Form.NFD))));
        all.add(harmless(
                "regex",
                () -> use(Pattern.compile("(\\p{L}+)\\s(?<n>\\d+)", Pattern.UNICODE_CHARACTER_CLASS)
                        .matcher("abc 12")
                        .matches())));
        all.add(harmless(
                "charsets",
                () -> Charset.availableCharsets().values().stream()
                        .filter(Charset::canEncode)
                        .forEach(charset -> use((Object) "text".getBytes(charset)))));
        all.add(harmless("Base64", () -> use(Base64.getMimeEncoder().encodeToString(BYTES))));
        all.add(harmless("UUID", () -> use(UUID.randomUUID(), UUID.nameUUIDFromBytes(BYTES))));
        all.add(harmless("BigDecimal", () -> use(new BigDecimal("2").sqrt(new MathContext(500)))));
        all.add(harmless(
                "BigInteger", () -> use(BigInteger.TWO.pow(20_000).toString().length())));
        all.add(harmless(
                "commons-lang3",
                () -> use(StringUtils.capitalize("text"), ToStringBuilder.reflectionToString(new Bean()))));
        all.add(harmless(
                "FastDateFormat",
                () -> use(FastDateFormat.getInstance("EEE, d MMM yyyy").format(0L))));
        all.add(harmless(
                "Jackson",
                () -> use(
                        new ObjectMapper().readValue(new ObjectMapper().writeValueAsString(new Bean()), Bean.class))));
        all.add(harmless(
                "Jackson tree",
                () -> use(new ObjectMapper()
                        .readTree("{\"a\":[1,2,{\"b\":null}]}")
                        .size())));
    }

    private static void time(List<Body> all) {
        all.add(harmless(
                "java.time",
                () -> use(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL)
                        .withLocale(Locale.FRANCE)
                        .format(ZonedDateTime.now(ZoneId.of("Europe/Paris"))))));
        all.add(harmless(
                "all time zones",
                () -> ZoneId.getAvailableZoneIds()
                        .forEach(id -> use(ZoneId.of(id).getRules()))));
        all.add(harmless(
                "TimeZone names", () -> use(TimeZone.getTimeZone("Asia/Tokyo").getDisplayName(Locale.KOREA))));
        all.add(harmless(
                "zone strings",
                () -> use((Object) DateFormatSymbols.getInstance(Locale.ITALY).getZoneStrings())));
        all.add(harmless(
                "SimpleDateFormat",
                () -> use(new SimpleDateFormat("EEEE, d. MMMM", Locale.GERMANY).format(new Date()))));
        all.add(harmless("Japanese calendar", () -> use(JapaneseDate.now().toString())));
        all.add(harmless("Currency", () -> use(Currency.getAvailableCurrencies().size())));
        all.add(harmless(
                "Duration", () -> use(Duration.parse("PT1H").plus(Duration.ofDays(1)), LocalDate.parse("2024-02-29"))));
    }

    private static void xml(List<Body> all) {
        all.add(harmless(
                "DOM",
                () -> use(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(XML)))
                        .getDocumentElement()
                        .getTagName())));
        all.add(harmless(
                "SAX",
                () -> SAXParserFactory.newInstance()
                        .newSAXParser()
                        .parse(new InputSource(new StringReader(XML)), new DefaultHandler())));
        all.add(harmless(
                "StAX",
                () -> use(XMLInputFactory.newInstance()
                        .createXMLStreamReader(new StringReader(XML))
                        .next())));
        all.add(harmless(
                "XPath",
                () -> use(XPathFactory.newInstance()
                        .newXPath()
                        .evaluate("//*[@c='d']", new InputSource(new StringReader(XML))))));
        all.add(harmless(
                "XSLT",
                () -> TransformerFactory.newInstance()
                        .newTransformer()
                        .transform(new StreamSource(new StringReader(XML)), new StreamResult(new StringWriter()))));
        all.add(
                harmless(
                        "XML schema",
                        () -> use(
                                SchemaFactory.newInstance("http://www.w3.org/2001/XMLSchema")
                                        .newSchema(
                                                new StreamSource(
                                                        new StringReader(
                                                                "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a'/></xs:schema>"))))));
    }

    private static void security(List<Body> all) {
        all.add(harmless("SecureRandom", () -> use(new SecureRandom().nextInt())));
        all.add(harmless(
                "MessageDigest",
                () -> use((Object) MessageDigest.getInstance("SHA-512").digest(BYTES))));
        all.add(harmless(
                "security providers",
                () -> Arrays.stream(Security.getProviders())
                        .forEach(provider -> use(provider.getServices().size()))));
        all.add(harmless("AES", () -> {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, KeyGenerator.getInstance("AES").generateKey());
            use((Object) cipher.doFinal(BYTES));
        }));
        all.add(harmless("HMAC", () -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(BYTES, "HmacSHA256"));
            use((Object) mac.doFinal(BYTES));
        }));
        all.add(harmless(
                "PBKDF2",
                () -> use(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(new PBEKeySpec("secret".toCharArray(), BYTES, 1000, 256)))));
        all.add(harmless("EC signature", () -> {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(
                    KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate());
            use((Object) signature.sign());
        }));
        all.add(harmless("KeyStore", () -> KeyStore.getInstance("PKCS12").load(null, null)));
        all.add(harmless(
                "SSLContext",
                () -> use(SSLContext.getDefault().createSSLEngine().getSupportedCipherSuites().length)));
    }

    private static void net(List<Body> all) {
        all.add(harmless("HttpClient", () -> {
            HttpServer server = serve();
            use(HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri(server)).build(), HttpResponse.BodyHandlers.ofString())
                    .body());
            server.stop(0);
        }));
        all.add(harmless("HttpURLConnection", () -> {
            HttpServer server = serve();
            try (var in = uri(server).toURL().openStream()) {
                use((Object) in.readAllBytes());
            }
            server.stop(0);
        }));
        all.add(harmless("sockets", () -> {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket accepted = server.accept()) {
                use(socket, accepted);
            }
        }));
        all.add(harmless("InetAddress", () -> use((Object) InetAddress.getAllByName("localhost"))));
    }

    private static HttpServer serve() throws java.io.IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, BYTES.length);
            exchange.getResponseBody().write(BYTES);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static void runtime(List<Body> all) {
        all.add(harmless("logging", () -> Logger.getLogger("a.b").log(Level.FINE, "text {0}", 1)));
        all.add(harmless(
                "100 loggers",
                () -> IntStream.range(0, 100)
                        .forEach(i -> Logger.getLogger("log." + i).fine("text"))));
        all.add(harmless("System.Logger", () -> System.getLogger("c.d").log(System.Logger.Level.DEBUG, "text")));
        all.add(harmless(
                "reflection proxy",
                () -> use(Proxy.newProxyInstance(
                        Harmless.class.getClassLoader(),
                        new Class<?>[] {Comparator.class, Runnable.class},
                        (p, m, a) -> 0))));
        all.add(harmless(
                "reflection",
                () -> Stream.of(Map.class, List.class, Stream.class, Files.class)
                        .forEach(type -> use((Object) type.getDeclaredMethods()))));
        all.add(harmless(
                "method handles",
                () -> use(MethodHandles.lookup()
                        .findVirtual(String.class, "concat", MethodType.methodType(String.class, String.class)))));
        all.add(harmless(
                "ServiceLoader",
                () -> ServiceLoader.load(FileSystemProvider.class).forEach(Body::use)));
        all.add(harmless(
                "tool providers", () -> ServiceLoader.load(ToolProvider.class).forEach(tool -> use(tool.name()))));
        all.add(harmless(
                "javac",
                () -> use(ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(
                                new java.io.PrintWriter(new StringWriter()),
                                new java.io.PrintWriter(new StringWriter()),
                                "-version"))));
        all.add(harmless("ScriptEngineManager", () -> use(new ScriptEngineManager().getEngineFactories())));
        all.add(harmless(
                "JMX",
                () -> use(ManagementFactory.getPlatformMBeanServer()
                        .queryMBeans(new ObjectName("java.lang:*"), null)
                        .size())));
        all.add(harmless("Preferences", () -> use(Preferences.class.getName())));
        all.add(harmless(
                "lambdas and streams",
                () -> use(IntStream.range(0, 10_000)
                        .boxed()
                        .collect(Collectors.groupingBy(i -> i % 7, Collectors.averagingInt(i -> i))))));
        all.add(harmless(
                "parallel stream",
                () -> use(IntStream.range(0, 100_000)
                        .parallel()
                        .mapToObj(String::valueOf)
                        .count())));
        all.add(harmless(
                "CompletableFuture",
                () -> use(CompletableFuture.supplyAsync(() -> "a")
                        .thenApplyAsync(Function.identity())
                        .get(5, TimeUnit.SECONDS))));
        all.add(harmless("executor", () -> {
            ExecutorService pool = Executors.newFixedThreadPool(4);
            pool.invokeAll(List.of(() -> new byte[MB], () -> new byte[MB]));
            pool.shutdown();
            pool.awaitTermination(5, TimeUnit.SECONDS);
        }));
        all.add(harmless("serialization", () -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(new TreeMap<>(Map.of("a", List.of(1))));
            use(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
        }));
        all.add(harmless("process", () -> use(new ProcessBuilder("true").start().waitFor())));
        all.add(harmless("zip", () -> {
            Path zip = Files.createTempFile("leakcheck-experiment", ".zip");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
                out.putNextEntry(new ZipEntry("entry"));
                out.write(BYTES);
            }
            try (ZipFile file = new ZipFile(zip.toFile())) {
                use(file.size());
            }
            Files.delete(zip);
        }));
        all.add(harmless("gzip", () -> {
            try (GZIPOutputStream out = new GZIPOutputStream(new ByteArrayOutputStream())) {
                out.write(BYTES);
            }
            CRC32 crc = new CRC32();
            crc.update(BYTES);
            use(crc.getValue());
        }));
        all.add(harmless("Swing classes", () -> use(Class.forName("javax.swing.text.html.HTMLDocument"))));
    }

    private static void memory(List<Body> all) {
        all.add(harmless("much garbage", () -> IntStream.range(0, 64).forEach(i -> use((Object) new byte[MB]))));
        all.add(harmless(
                "many small objects",
                () -> use(IntStream.range(0, 300_000)
                        .mapToObj(i -> "object " + i)
                        .toList()
                        .size())));
        all.add(harmless("map that is cleared", () -> {
            Map<Integer, byte[]> map = new ConcurrentHashMap<>();
            IntStream.range(0, 16).forEach(i -> map.put(i, new byte[MB]));
            map.clear();
        }));
        all.add(harmless("weak cache", () -> WEAK.put(new Object(), new byte[10 * MB])));
        all.add(harmless("thread local that is removed", () -> {
            ThreadLocal<byte[]> local = ThreadLocal.withInitial(() -> new byte[10 * MB]);
            use((Object) local.get());
            local.remove();
        }));
        all.add(harmless("thread that ends", () -> {
            Thread thread = new Thread(() -> use((Object) new byte[10 * MB]));
            thread.start();
            thread.join();
        }));
        all.add(harmless(
                "interned strings", () -> IntStream.range(0, 20_000).forEach(i -> use(("interned " + i).intern()))));
    }
}
