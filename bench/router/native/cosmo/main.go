// Cosmo's router as a program of our own module: its releases are tags that the Go module proxy does not serve.
package main

import routercmd "github.com/wundergraph/cosmo/router/cmd"

func main() { routercmd.Main() }
