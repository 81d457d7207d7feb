/// The version of this `sluice`, as `--version` and every report give it.
package let sluiceVersion = "0.1.0"
