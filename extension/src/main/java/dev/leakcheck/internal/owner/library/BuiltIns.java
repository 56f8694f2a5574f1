package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.agent.Relocation;
import dev.leakcheck.spi.OwnerAdapter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which adapter knows which classes: the one place where they are named, so that no adapter is loaded in vain. */
public final class BuiltIns {

    private static final Map<String, String> ADAPTERS = new LinkedHashMap<>();

    static {
        add("ChannelGroups", "sun.nio.ch.AsynchronousChannelGroupImpl");
        add("ClassLoaders", "java.net.URLClassLoader");
        add("HttpServers", "sun.net.httpserver.ServerImpl");
        add("MockWebServers", "okhttp3.mockwebserver.MockWebServer", "mockwebserver3.MockWebServer");
        add("HikariPools", "com.zaxxer.hikari.HikariDataSource", "com.zaxxer.hikari.pool.HikariPool");
        add(
                "CommonsPools",
                "org.apache.commons.dbcp2.BasicDataSource",
                "org.apache.commons.pool2.impl.BaseGenericObjectPool");
        add("TomcatPools", "org.apache.tomcat.jdbc.pool.DataSourceProxy", "org.apache.tomcat.jdbc.pool.ConnectionPool");
        add("DruidPools", "com.alibaba.druid.pool.DruidDataSource");
        add("H2Pools", "org.h2.jdbcx.JdbcConnectionPool");
        add("DerbyDatabases", "org.apache.derby.impl.store.raw.RawStore");
        add("HsqldbDatabases", "org.hsqldb.Database");
        add(
                "ApacheClients",
                "org.apache.hc.client5.http.impl.classic.InternalHttpClient",
                "org.apache.hc.client5.http.impl.classic.MinimalHttpClient",
                "org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager",
                "org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager");
        add("ApacheAsyncClients", "org.apache.hc.client5.http.impl.async.AbstractHttpAsyncClientBase");
        add(
                "Apache4Clients",
                "org.apache.http.impl.client.InternalHttpClient",
                "org.apache.http.impl.client.MinimalHttpClient",
                "org.apache.http.impl.conn.PoolingHttpClientConnectionManager",
                "org.apache.http.impl.conn.BasicHttpClientConnectionManager");
        add("Apache4AsyncClients", "org.apache.http.impl.nio.client.CloseableHttpAsyncClientBase");
        add(
                "NettyLoops",
                "io.netty.util.concurrent.MultithreadEventExecutorGroup",
                "io.netty.util.concurrent.SingleThreadEventExecutor");
        add(
                "NettyServers",
                "io.netty.channel.socket.nio.NioServerSocketChannel",
                "io.netty.channel.epoll.AbstractEpollServerChannel",
                "io.netty.channel.kqueue.AbstractKQueueServerChannel",
                "io.netty.channel.uring.AbstractIoUringServerChannel");
        add("ReactorConnections", "reactor.netty.resources.DefaultPooledConnectionProvider$DisposableAcquire");
        add("ReactorProviders", "reactor.netty.resources.PooledConnectionProvider");
        add("GrpcServices", "io.grpc.internal.ManagedChannelImpl", "io.grpc.internal.ServerImpl");
        add("WheelTimers", "io.netty.util.HashedWheelTimer");
        add("KafkaSelectors", "org.apache.kafka.common.network.Selector");
        add(
                "Apache4OldManagers",
                "org.apache.http.impl.conn.BasicClientConnectionManager",
                "org.apache.http.impl.conn.SingleClientConnManager",
                "org.apache.http.impl.conn.PoolingClientConnectionManager",
                "org.apache.http.impl.conn.tsccm.ThreadSafeClientConnManager");
        add("AsyncHttpClients", "org.asynchttpclient.DefaultAsyncHttpClient");
        add("LoopResources", "reactor.netty.resources.DefaultLoopResources");
        add(
                "ReactorSchedulers",
                "reactor.core.scheduler.BoundedElasticScheduler",
                "reactor.core.scheduler.ParallelScheduler",
                "reactor.core.scheduler.SingleScheduler");
        add(
                "RxJavaSchedulers",
                "io.reactivex.rxjava3.internal.schedulers.IoScheduler",
                "io.reactivex.rxjava3.internal.schedulers.ComputationScheduler",
                "io.reactivex.rxjava3.internal.schedulers.SingleScheduler",
                "io.reactivex.internal.schedulers.IoScheduler",
                "io.reactivex.internal.schedulers.ComputationScheduler",
                "io.reactivex.internal.schedulers.SingleScheduler");
        add("ArmeriaFactories", "com.linecorp.armeria.client.HttpClientFactory");
        add(
                "TelemetrySdks",
                "io.opentelemetry.sdk.OpenTelemetrySdk",
                "io.opentelemetry.sdk.trace.SdkTracerProvider",
                "io.opentelemetry.sdk.trace.export.BatchSpanProcessor$Worker",
                "io.opentelemetry.sdk.metrics.SdkMeterProvider",
                "io.opentelemetry.sdk.metrics.export.PeriodicMetricReader",
                "io.opentelemetry.sdk.logs.SdkLoggerProvider",
                "io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor$Worker");
        add("VertxInstances", "io.vertx.core.impl.VertxImpl");
        add(
                "ZooKeeperClients",
                "org.apache.zookeeper.ZooKeeper",
                "org.apache.curator.framework.imps.CuratorFrameworkImpl");
        add(
                "ZooKeeperServers",
                "org.apache.zookeeper.server.ServerCnxnFactory",
                "org.apache.zookeeper.server.ZooKeeperServer");
        add("SshServices", "org.apache.sshd.common.helpers.AbstractFactoryManager");
        add(
                "JettyServers",
                "org.eclipse.jetty.server.Server",
                "org.eclipse.jetty.client.HttpClient",
                "org.eclipse.jetty.util.thread.QueuedThreadPool",
                "org.eclipse.jetty.util.thread.ScheduledExecutorScheduler");
    }

    private BuiltIns() {}

    private static void add(String adapter, String... types) {
        for (String type : types) {
            ADAPTERS.put(type, adapter);
        }
    }

    /** The names of all classes. */
    public static Set<String> types() {
        return ADAPTERS.keySet();
    }

    /** The adapter of a class, perhaps relocated with its package to another one; null if there is none. */
    public static @Nullable OwnerAdapter adapter(String type) {
        String name = ADAPTERS.entrySet().stream()
                .filter(known -> Relocation.is(type, known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (name == null) {
            return null;
        }
        return switch (name) {
            case "ChannelGroups" -> new ChannelGroups();
            case "ClassLoaders" -> new ClassLoaders();
            case "HttpServers" -> new HttpServers();
            case "MockWebServers" -> new MockWebServers();
            case "HikariPools" -> new HikariPools();
            case "CommonsPools" -> new CommonsPools();
            case "TomcatPools" -> new TomcatPools();
            case "DruidPools" -> new DruidPools();
            case "H2Pools" -> new H2Pools();
            case "DerbyDatabases" -> new DerbyDatabases();
            case "HsqldbDatabases" -> new HsqldbDatabases();
            case "ApacheClients" -> new ApacheClients();
            case "ApacheAsyncClients" -> new ApacheAsyncClients();
            case "Apache4Clients" -> new Apache4Clients();
            case "Apache4AsyncClients" -> new Apache4AsyncClients();
            case "NettyLoops" -> new NettyLoops();
            case "NettyServers" -> new NettyServers();
            case "ReactorConnections" -> new ReactorConnections();
            case "ReactorProviders" -> new ReactorProviders();
            case "GrpcServices" -> new GrpcServices();
            case "WheelTimers" -> new WheelTimers();
            case "KafkaSelectors" -> new KafkaSelectors();
            case "Apache4OldManagers" -> new Apache4OldManagers();
            case "AsyncHttpClients" -> new AsyncHttpClients();
            case "LoopResources" -> new LoopResources();
            case "ReactorSchedulers" -> new ReactorSchedulers();
            case "RxJavaSchedulers" -> new RxJavaSchedulers();
            case "ArmeriaFactories" -> new ArmeriaFactories();
            case "TelemetrySdks" -> new TelemetrySdks();
            case "VertxInstances" -> new VertxInstances();
            case "ZooKeeperClients" -> new ZooKeeperClients();
            case "ZooKeeperServers" -> new ZooKeeperServers();
            case "SshServices" -> new SshServices();
            case "JettyServers" -> new JettyServers();
            default -> throw new IllegalStateException(name);
        };
    }

    static Set<String> typesOf(OwnerAdapter adapter) {
        Set<String> types = new HashSet<>();
        ADAPTERS.forEach((type, name) -> {
            if (name.equals(adapter.getClass().getSimpleName())) {
                types.add(type);
            }
        });
        return types;
    }
}
