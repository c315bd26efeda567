package main

import (
	"fmt"
	"net"
	"strconv"
)

// addresses are where each part listens, as host:port. Only frontend and ui are for others.
type addresses struct {
	frontend string
	ui       string
	http     string
	history  string
	matching string
	worker   string
}

// claimAddresses checks that the asked ports are free and picks the others.
// It fails with a message that names the port when one is taken.
func claimAddresses(opts options) (addresses, error) {
	var a addresses
	claims := []struct {
		what string
		host string
		port int
		into *string
	}{
		{"-port", opts.host, opts.port, &a.frontend},
		{"-ui-port", opts.host, opts.uiPort, &a.ui},
		{"http", opts.host, 0, &a.http},
		{"history", loopback, 0, &a.history},
		{"matching", loopback, 0, &a.matching},
		{"worker", loopback, 0, &a.worker},
	}
	for _, c := range claims {
		if c.into == &a.ui && !opts.ui {
			continue
		}
		address, err := claim(c.host, c.port)
		if err != nil {
			return a, fmt.Errorf("cannot listen for %s: %w", c.what, err)
		}
		*c.into = address
	}
	return a, nil
}

const loopback = "127.0.0.1"

// claim opens and closes a listener. A chosen port also gets one connection, which leaves it in
// TIME_WAIT: the kernel then hands it to nobody else for a minute, yet a listener may bind it.
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
	// Closed first, so that the side with this port is the one that waits.
	return address, accepted.Close()
}

// reachable gives an address to connect to: "all interfaces" is none.
func reachable(a *net.TCPAddr) string {
	host := a.IP.String()
	if a.IP.IsUnspecified() {
		host = loopback
	}
	return net.JoinHostPort(host, strconv.Itoa(a.Port))
}

func portOf(address string) int {
	_, port, _ := net.SplitHostPort(address)
	n, _ := strconv.Atoi(port)
	return n
}
