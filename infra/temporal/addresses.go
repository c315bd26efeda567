package main

import (
	"fmt"
	"net"
	"strconv"
)

// addresses holds the host:port each service listens on. Clients use only frontend and ui.
type addresses struct {
	frontend string
	ui       string
	http     string
	history  string
	matching string
	worker   string
}

// claimAddresses checks that the configured ports are free and picks the others.
// The error names the port that is in use.
func claimAddresses(opts options) (addresses, error) {
	var a addresses
	claims := []struct {
		name    string
		host    string
		port    int
		address *string
	}{
		{"-port", opts.host, opts.port, &a.frontend},
		{"-ui-port", opts.host, opts.uiPort, &a.ui},
		{"http", opts.host, 0, &a.http},
		{"history", loopback, 0, &a.history},
		{"matching", loopback, 0, &a.matching},
		{"worker", loopback, 0, &a.worker},
	}
	for _, c := range claims {
		if c.address == &a.ui && !opts.ui {
			continue
		}
		address, err := claim(c.host, c.port)
		if err != nil {
			return a, fmt.Errorf("cannot listen for %s: %w", c.name, err)
		}
		*c.address = address
	}
	return a, nil
}

const loopback = "127.0.0.1"

// claim opens and closes a listener. A port that the kernel picked also gets one connection, which
// leaves it in TIME_WAIT: for a minute the kernel picks it for no one else, but it can be bound.
func claim(host string, port int) (string, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		return "", err
	}
	defer listener.Close()
	address := reachable(listener.Addr().(*net.TCPAddr))
	if port != 0 {
		return address, nil
	}
	client, err := net.Dial("tcp", address)
	if err != nil {
		return "", err
	}
	defer client.Close()
	accepted, err := listener.Accept()
	if err != nil {
		return "", err
	}
	// The side that closes first is the one that enters TIME_WAIT.
	return address, accepted.Close()
}

// reachable returns an address to connect to; the unspecified address is not one.
func reachable(a *net.TCPAddr) string {
	host := a.IP.String()
	if a.IP.IsUnspecified() {
		host = loopback
	}
	return net.JoinHostPort(host, strconv.Itoa(a.Port))
}

func parsePort(address string) int {
	_, port, _ := net.SplitHostPort(address)
	n, _ := strconv.Atoi(port)
	return n
}
