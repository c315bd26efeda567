package main

import (
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"

	"go.temporal.io/server/common/primitives"
)

// addresses holds the host:port each service listens on; empty for those of other processes. Clients use only frontend
// and ui.
type addresses struct {
	frontend string
	ui       string
	http     string
	history  string
	matching string
	worker   string
	// Where the processes of a cluster tell each other who is there.
	membership map[primitives.ServiceName]string
}

func (a *addresses) of(service primitives.ServiceName) *string {
	switch service {
	case primitives.FrontendService:
		return &a.frontend
	case primitives.HistoryService:
		return &a.history
	case primitives.MatchingService:
		return &a.matching
	default:
		return &a.worker
	}
}

// claimAddresses checks that the configured ports are free and picks the others.
// The error names the port that is in use.
func claimAddresses(opts options) (addresses, error) {
	a := addresses{membership: map[primitives.ServiceName]string{}}
	type wish struct {
		name    string
		host    string
		port    int
		address *string
	}
	var wishes []wish
	if opts.services.has(primitives.FrontendService) {
		wishes = append(wishes, wish{"-port", opts.host, opts.port, &a.frontend}, wish{"http", opts.host, 0, &a.http})
		if opts.ui {
			wishes = append(wishes, wish{"-ui-port", opts.host, opts.uiPort, &a.ui})
		}
	}
	inner := loopback
	if opts.isCluster() {
		inner = opts.broadcast
	}
	for _, service := range opts.services {
		if service != primitives.FrontendService {
			wishes = append(wishes, wish{string(service), inner, 0, a.of(service)})
		}
	}
	for _, w := range wishes {
		address, err := claim(w.host, w.port)
		if err != nil {
			return a, fmt.Errorf("cannot listen for %s: %w", w.name, err)
		}
		*w.address = address
	}
	if !opts.isCluster() {
		return a, nil
	}
	for _, service := range opts.services {
		address, err := claimMembership(inner)
		if err != nil {
			return a, fmt.Errorf("cannot listen for the membership of %s: %w", service, err)
		}
		a.membership[service] = address
	}
	return a, nil
}

// The store keeps the port of a member in a signed 16-bit column.
const firstMembershipPort, lastMembershipPort = 20_000, 32_767

// claimMembership begins anywhere, so that processes that start at once seldom try the same ports.
func claimMembership(host string) (address string, err error) {
	count := lastMembershipPort - firstMembershipPort + 1
	begin := rand.IntN(count)
	for i := range count {
		address, err = claim(host, firstMembershipPort+(begin+i)%count)
		if err == nil {
			return address, nil
		}
	}
	return "", err
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
