// Command temporal-server runs Temporal's services and the web UI: all in one process, or some of them beside others.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	tlog "go.temporal.io/server/common/log"
	"go.temporal.io/server/common/primitives"
	"go.uber.org/zap"
)

// The process exits after this time even if the server has not stopped. An abrupt exit costs
// clients a retry, but loses no data.
const stopLimit = 15 * time.Second

func main() {
	parent := os.Getppid()
	opts, err := parseOptions(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		os.Exit(0)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "temporal-server:", err)
		os.Exit(2)
	}

	logger, level, err := newLogger(opts.logLevel)
	if err != nil {
		fmt.Fprintln(os.Stderr, "temporal-server:", err)
		os.Exit(2)
	}

	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	if opts.exitWithParent {
		go cancelWhenOrphaned(ctx, cancel, parent)
	}
	// The internal workers log warnings while the server shuts down; suppress them.
	context.AfterFunc(ctx, func() { level.SetLevel(zap.ErrorLevel) })
	if err := run(ctx, opts, logger); err != nil {
		fmt.Fprintln(os.Stderr, "temporal-server:", err)
		os.Exit(1)
	}
}

// run serves until ctx is cancelled. It returns nil if it was cancelled before it was ready.
func run(ctx context.Context, opts options, logger tlog.Logger) error {
	// Stores first: this may wait for a previous server, which then has released its ports too.
	stores, err := openStores(ctx, opts, logger)
	if err != nil {
		return err
	}
	addresses, err := claimAddresses(opts)
	if err != nil {
		return err
	}
	if err := ensureNamespace(stores, opts); err != nil {
		return err
	}

	server, err := newServer(opts, addresses, stores, logger)
	if err != nil {
		return fmt.Errorf("configure the server: %w", err)
	}
	if err := server.Start(); err != nil {
		return fmt.Errorf("start the server: %w", err)
	}
	defer stopWithin(stopLimit, server.Stop)

	if !opts.services.has(primitives.FrontendService) {
		return serve(ctx, addresses)
	}
	if err := awaitNamespace(ctx, addresses.frontend, opts); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	if opts.ui {
		stopUI, err := startUI(ctx, addresses, opts.host, opts.namespace)
		if err != nil {
			return err
		}
		defer stopUI()
	}
	return serve(ctx, addresses)
}

// serve prints the line that launchers wait for, the only one written to stdout, and waits for the end. The line has the
// addresses of the frontend and of the UI, if they run here.
func serve(ctx context.Context, addresses addresses) error {
	line := map[string]any{"ready": true}
	if addresses.frontend != "" {
		line["address"] = addresses.frontend
	}
	if addresses.ui != "" {
		line["ui"] = "http://" + addresses.ui
	}
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

func stopWithin(limit time.Duration, stop func() error) {
	time.AfterFunc(limit, func() {
		slog.Error("shutdown timed out, exiting", "limit", limit.String())
		os.Exit(1)
	})
	if err := stop(); err != nil {
		slog.Error("shutdown failed", "error", err.Error())
	}
}
