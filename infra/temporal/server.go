package main

import (
	"net"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	tlog "go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

const clusterName = "active"

// newServer runs all four services in this process. Their addresses are configured, so there is
// no gossip and no membership port.
func newServer(opts options, addresses addresses, stores stores, logger tlog.Logger) (temporal.Server, error) {
	return temporal.NewServer(
		temporal.WithConfig(serverConfig(opts, addresses, stores)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(map[primitives.ServiceName]static.Hosts{
			primitives.FrontendService: static.SingleLocalHost(addresses.frontend),
			primitives.HistoryService:  static.SingleLocalHost(addresses.history),
			primitives.MatchingService: static.SingleLocalHost(addresses.matching),
			primitives.WorkerService:   static.SingleLocalHost(addresses.worker),
		}),
		temporal.WithLogger(logger),
		temporal.WithNamespaceLogger(logger),
		temporal.WithDynamicConfigClient(dynamicConfig(opts)),
	)
}

func serverConfig(opts options, addresses addresses, stores stores) *config.Config {
	frontend := listen(opts.host, addresses.frontend)
	frontend.RPC.HTTPPort = parsePort(addresses.http)
	conf := &config.Config{
		Persistence: stores.persistence(),
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: addresses.frontend},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		PublicClient:        config.PublicClient{HostPort: addresses.frontend},
		Services: map[string]config.Service{
			string(primitives.FrontendService): frontend,
			string(primitives.HistoryService):  listen(loopback, addresses.history),
			string(primitives.MatchingService): listen(loopback, addresses.matching),
			string(primitives.WorkerService):   listen(loopback, addresses.worker),
		},
	}
	conf.Global.Membership.MaxJoinDuration = 30 * time.Second
	conf.Global.Membership.BroadcastAddress = loopback
	conf.Archival.History.State = "disabled"
	conf.Archival.Visibility.State = "disabled"
	conf.NamespaceDefaults.Archival.History.State = "disabled"
	conf.NamespaceDefaults.Archival.Visibility.State = "disabled"
	return conf
}

func listen(host, address string) config.Service {
	return config.Service{RPC: config.RPC{GRPCPort: parsePort(address), BindOnIP: net.ParseIP(host).String()}}
}
