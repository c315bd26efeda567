// Command load reads compose files as Docker Compose does, and prints the project as JSON, or what is wrong with it.
//
//	load -dir FOLDER [-env FILE] FILE…
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	dir := flag.String("dir", ".", "`folder` that paths in the files start from")
	env := flag.String("env", "", "`file` with the values of variables")
	flag.Parse()
	if err := load(*dir, *env, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func load(dir, env string, files []string) error {
	options := []cli.ProjectOptionsFn{cli.WithWorkingDirectory(dir), cli.WithResolvedPaths(true)}
	if env != "" {
		options = append(options, cli.WithEnvFiles(env), cli.WithDotEnv)
	}
	parsed, err := cli.NewProjectOptions(files, options...)
	if err != nil {
		return err
	}
	project, err := parsed.LoadProject(context.Background())
	if err != nil {
		return err
	}
	if project, err = project.WithServicesEnvironmentResolved(true); err != nil {
		return err
	}
	text, err := project.MarshalJSON()
	if err != nil {
		return err
	}
	fmt.Println(string(text))
	return nil
}
