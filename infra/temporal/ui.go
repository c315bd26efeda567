package main

import (
	"context"
	"fmt"
	"net"

	uiserver "github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	uioptions "github.com/temporalio/ui-server/v2/server/server_options"
)

// startUI waits until the web UI accepts connections and returns a function that stops it.
func startUI(ctx context.Context, addresses addresses, bindHost, namespace string) (func(), error) {
	ui := uiserver.NewServer(uioptions.WithConfigProvider(&uiconfig.Config{
		// The UI joins host and port without adding brackets.
		Host:                bracketed(bindHost),
		Port:                parsePort(addresses.ui),
		TemporalGRPCAddress: addresses.frontend,
		EnableUI:            true,
		DefaultNamespace:    namespace,
		// Plain HTTP on loopback: a browser would not send a secure cookie back.
		CORS:             uiconfig.CORS{CookieInsecure: true},
		DisableNewsFetch: true,
		HideLogs:         true,
	}))
	// If it cannot listen, it logs a message and exits the process.
	go func() { _ = ui.Start() }()

	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	for {
		connection, err := net.Dial("tcp", addresses.ui)
		if err == nil {
			return ui.Stop, connection.Close()
		}
		if !pause(ctx) {
			return nil, fmt.Errorf("the web UI did not become ready: %w", err)
		}
	}
}

func bracketed(host string) string {
	if ip := net.ParseIP(host); ip != nil && ip.To4() == nil {
		return "[" + host + "]"
	}
	return host
}
