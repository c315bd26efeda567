package main

import (
	"net"
	"strconv"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	tlog "go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

const clusterName = "active"

// newServer runs the chosen services in this process. Alone, their addresses are configured, so there is no gossip and no
// membership port; in a cluster, processes find each other through the store, and take over from those that die.
func newServer(opts options, addresses addresses, stores stores, logger tlog.Logger) (temporal.Server, error) {
	settings := []temporal.ServerOption{
		temporal.WithConfig(serverConfig(opts, addresses, stores)),
		temporal.ForServices(opts.services.names()),
		temporal.WithLogger(logger),
		temporal.WithNamespaceLogger(logger),
		temporal.WithDynamicConfigClient(dynamicConfig(opts)),
	}
	if !opts.isCluster() {
		settings = append(settings, temporal.WithStaticHosts(map[primitives.ServiceName]static.Hosts{
			primitives.FrontendService: static.SingleLocalHost(addresses.frontend),
			primitives.HistoryService:  static.SingleLocalHost(addresses.history),
			primitives.MatchingService: static.SingleLocalHost(addresses.matching),
			primitives.WorkerService:   static.SingleLocalHost(addresses.worker),
		}))
	}
	return temporal.NewServer(settings...)
}

func serverConfig(opts options, addresses addresses, stores stores) *config.Config {
	// Never called: there is one cluster. Processes without a frontend have to name something, too.
	clusterAddress := net.JoinHostPort(loopback, strconv.Itoa(opts.port))
	broadcast := loopback
	if opts.isCluster() {
		broadcast = opts.broadcast
	}
	conf := &config.Config{
		Persistence: stores.persistence(opts.historyShards),
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: clusterAddress},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		// Without a frontend of its own, a process asks the members of the cluster.
		PublicClient: config.PublicClient{HostPort: addresses.frontend},
		Services:     map[string]config.Service{},
	}
	// A cluster has all services, wherever they run.
	for _, service := range allServices {
		conf.Services[string(service)] = config.Service{}
	}
	for _, service := range opts.services {
		host := broadcast
		if service == primitives.FrontendService {
			host = opts.host
		}
		listening := listen(host, *addresses.of(service))
		listening.RPC.MembershipPort = parsePort(addresses.membership[service])
		if service == primitives.FrontendService {
			listening.RPC.HTTPPort = parsePort(addresses.http)
		}
		conf.Services[string(service)] = listening
	}
	conf.Global.Membership.MaxJoinDuration = 30 * time.Second
	conf.Global.Membership.BroadcastAddress = broadcast
	conf.Archival.History.State = "disabled"
	conf.Archival.Visibility.State = "disabled"
	conf.NamespaceDefaults.Archival.History.State = "disabled"
	conf.NamespaceDefaults.Archival.Visibility.State = "disabled"
	return conf
}

func listen(host, address string) config.Service {
	return config.Service{RPC: config.RPC{GRPCPort: parsePort(address), BindOnIP: net.ParseIP(host).String()}}
}
