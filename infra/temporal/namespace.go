package main

import (
	"context"
	"fmt"
	"maps"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/operatorservice/v1"

	"go.temporal.io/api/workflowservice/v1"
	sqliteschema "go.temporal.io/server/schema/sqlite"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

const (
	readyTimeout = 60 * time.Second
	pollInterval = 50 * time.Millisecond
)

// ensureNamespace creates the namespace in the store if it is missing. It runs before the server
// starts, so that no cache needs to be refreshed.
func ensureNamespace(stores stores, opts options) error {
	namespace, err := sqliteschema.NewNamespaceConfig(clusterName, opts.namespace, false, opts.searchAttributes)
	if err != nil {
		return err
	}
	namespace.Detail.Config.Retention = durationpb.New(opts.retention)
	return sqliteschema.CreateNamespaces(&stores.main, namespace)
}

// awaitNamespace waits until the server serves the namespace, then updates its retention and
// search attributes, which may differ from those in an existing store.
func awaitNamespace(ctx context.Context, address string, opts options) error {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	workflows := workflowservice.NewWorkflowServiceClient(connection)

	described, err := describe(ctx, workflows, opts.namespace)
	if err != nil {
		return fmt.Errorf("the server did not become ready: %w", err)
	}
	if described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration() != opts.retention {
		if err := setRetention(ctx, workflows, opts); err != nil {
			return fmt.Errorf("set the retention: %w", err)
		}
	}
	missing := maps.Clone(opts.searchAttributes)
	for _, name := range described.GetConfig().GetCustomSearchAttributeAliases() {
		delete(missing, name)
	}
	if len(missing) == 0 {
		return nil
	}
	if err := addSearchAttributes(ctx, connection, opts.namespace, missing); err != nil {
		return fmt.Errorf("add search attributes: %w", err)
	}
	return nil
}

func describe(ctx context.Context, client workflowservice.WorkflowServiceClient, namespace string) (*workflowservice.DescribeNamespaceResponse, error) {
	return retry(ctx, func() (*workflowservice.DescribeNamespaceResponse, error) {
		return client.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: namespace}, grpc.WaitForReady(true))
	})
}

func setRetention(ctx context.Context, client workflowservice.WorkflowServiceClient, opts options) error {
	_, err := client.UpdateNamespace(ctx, &workflowservice.UpdateNamespaceRequest{
		Namespace: opts.namespace,
		Config:    &namespacepb.NamespaceConfig{WorkflowExecutionRetentionTtl: durationpb.New(opts.retention)},
	})
	return err
}

// addSearchAttributes returns once queries can use them, after the next refresh of the namespace
// cache (about 2 s).
func addSearchAttributes(ctx context.Context, connection *grpc.ClientConn, namespace string, attributes map[string]enumspb.IndexedValueType) error {
	operator := operatorservice.NewOperatorServiceClient(connection)
	_, err := retry(ctx, func() (*operatorservice.AddSearchAttributesResponse, error) {
		return operator.AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{Namespace: namespace, SearchAttributes: attributes})
	})
	if err != nil {
		return err
	}
	workflows := workflowservice.NewWorkflowServiceClient(connection)
	for name := range attributes {
		query := &workflowservice.CountWorkflowExecutionsRequest{Namespace: namespace, Query: name + " IS NOT NULL"}
		for {
			_, err := workflows.CountWorkflowExecutions(ctx, query)
			if err == nil {
				break
			}
			if !pause(ctx) {
				return err
			}
		}
	}
	return nil
}

// retry repeats a call while the server is starting up.
func retry[T any](ctx context.Context, call func() (T, error)) (T, error) {
	for {
		response, err := call()
		refused := status.Code(err) == codes.InvalidArgument
		if err == nil || refused || !pause(ctx) {
			return response, err
		}
	}
}

// pause waits before a retry. It returns false when ctx is done.
func pause(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(pollInterval):
		return true
	}
}
