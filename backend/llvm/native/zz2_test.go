package native
import ("testing";"context";"github.com/myia-lang/myia/ir";"github.com/myia-lang/myia/ops")
var rowsModule *ir.Module
func TestZZRows(t *testing.T){
 if rowsModule==nil {t.Skip()}
 p:=load(t,rowsModule,Options{})
 for _,k:=range []int64{0,1,2,7}{ got,err:=p.Call(context.Background(),"f",[]ops.Value{ops.I(k),f64s(1,2,3)}); t.Log(show(got),err)}
}
