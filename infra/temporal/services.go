package main

import (
	"fmt"
	"slices"
	"strings"

	"go.temporal.io/server/common/primitives"
)

// services are those that a process runs: the value of -services.
type services []primitives.ServiceName

var allServices = services{
	primitives.FrontendService, primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
}

func (s services) has(name primitives.ServiceName) bool { return slices.Contains(s, name) }

func (s services) names() []string {
	names := make([]string, len(s))
	for i, name := range s {
		names[i] = string(name)
	}
	return names
}

func (s *services) String() string { return strings.Join(s.names(), ",") }

// Set implements flag.Value.
func (s *services) Set(text string) error {
	chosen := services{}
	for _, name := range strings.Split(text, ",") {
		service := primitives.ServiceName(strings.TrimSpace(name))
		if !allServices.has(service) {
			return fmt.Errorf("unknown service %q, known are %s", name, strings.Join(allServices.names(), ", "))
		}
		if !chosen.has(service) {
			chosen = append(chosen, service)
		}
	}
	*s = chosen
	return nil
}
