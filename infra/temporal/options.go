package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
)

type options struct {
	host             string
	port             int
	uiPort           int
	ui               bool
	db               string
	postgres         string
	namespace        string
	retention        time.Duration
	timeSkipping     bool
	searchAttributes searchAttributes
	exitWithParent   bool
	logLevel         string
	services         services
	broadcast        string
	historyShards    int
}

// isCluster says whether this process shares its store and its work with others.
func (o options) isCluster() bool { return o.broadcast != "" }

// parseOptions parses the command line. A port of 0 means any free port.
func parseOptions(args []string) (options, error) {
	o := options{services: allServices, searchAttributes: searchAttributes{
		"CompanyId":  enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		"Stage":      enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		"NextStep":   enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		"NextStepAt": enumspb.INDEXED_VALUE_TYPE_DATETIME,
	}}
	flags := flag.NewFlagSet("temporal-server", flag.ContinueOnError)
	flags.StringVar(&o.host, "host", "127.0.0.1", "`IP` address to listen on")
	flags.IntVar(&o.port, "port", 7233, "gRPC port, 0 for any free port")
	flags.IntVar(&o.uiPort, "ui-port", 8233, "port of the web UI, 0 for any free port")
	flags.BoolVar(&o.ui, "ui", true, "serve the web UI")
	flags.StringVar(&o.db, "db", "temporal.db", "SQLite `file`; its folder is created")
	flags.StringVar(&o.postgres, "postgres", "", "PostgreSQL `url` to use instead of SQLite; default $TEMPORAL_POSTGRES_URL")
	flags.StringVar(&o.namespace, "namespace", "default", "namespace to create")
	flags.DurationVar(&o.retention, "retention", 720*time.Hour, "how long closed workflows are kept")
	flags.BoolVar(&o.timeSkipping, "time-skipping", false, "let clients skip time in workflows")
	flags.Var(o.searchAttributes, "search-attribute", "`Name=Type` to register in addition to the built-in ones, repeatable")
	flags.BoolVar(&o.exitWithParent, "exit-with-parent", false, "stop when the process that started this one is gone")
	flags.Var(&o.services, "services", "what this process runs, of `frontend,history,matching,worker`; less than all needs -broadcast")
	flags.StringVar(&o.broadcast, "broadcast", "", "`IP` address under which others reach this process; they share the work on one PostgreSQL")
	flags.IntVar(&o.historyShards, "history-shards", 4, "of a new store; cannot change later: 512 for a cluster")
	flags.StringVar(&o.logLevel, "log-level", "warn", "debug, info, warn or error; JSON lines on stderr")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	// As the flag's default, the help text would show the password.
	if o.postgres == "" {
		o.postgres = os.Getenv("TEMPORAL_POSTGRES_URL")
	}
	return o, o.validate(flags.Args())
}

func (o options) validate(rest []string) error {
	if len(rest) > 0 {
		return fmt.Errorf("unexpected argument %q", rest[0])
	}
	if net.ParseIP(o.host) == nil {
		return fmt.Errorf("-host must be an IP address, not %q", o.host)
	}
	for name, port := range map[string]int{"-port": o.port, "-ui-port": o.uiPort} {
		if port < 0 || port > 65535 {
			return fmt.Errorf("%s %d is not a valid port", name, port)
		}
	}
	if o.ui && o.port != 0 && o.port == o.uiPort {
		return fmt.Errorf("-port and -ui-port must differ, both are %d", o.port)
	}
	if o.isCluster() && (net.ParseIP(o.broadcast) == nil || net.ParseIP(o.broadcast).IsUnspecified()) {
		return fmt.Errorf("-broadcast must be an IP address that others can reach, not %q", o.broadcast)
	}
	if o.isCluster() && o.postgres == "" {
		return errors.New("-broadcast needs -postgres: several processes cannot share a SQLite file")
	}
	if !o.isCluster() && len(o.services) < len(allServices) {
		return errors.New("-services needs -broadcast: somebody else has to run the other services")
	}
	if o.historyShards < 1 || o.historyShards > 16384 {
		return fmt.Errorf("-history-shards must be 1 to 16384, not %d", o.historyShards)
	}
	// The server rejects less than a day when it updates a namespace.
	if o.retention < 24*time.Hour {
		return errors.New("-retention must be at least 24h")
	}
	return nil
}
